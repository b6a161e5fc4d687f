"""A unit asks for more time, or that its task be adjusted; the Office submits it, the leader decides.

Purpose: a proposal is a fact with its parts: what was asked, when and why; that the Office submitted it with its opinion; how it
ended. None of these is overwritten. Two kinds have one shape: an extension asks for a later due date in the regulation's terms
(last day to ask, excluded origins, how often, who decides within which limit), an adjustment asks for another date, other words
or another unit. A yes is carried out in the same transaction by the verbs of `tasks`, with the proposal as its ground: the date
moves, and every earlier one stays in the facts.

Whether a request came late is derived from its day and the last day to ask. A proposal lapses when the task of the unit is
closed, returned, ended, given to another or its date is moved: that is derived from the facts at once, by queries, permissions
and verbs; `jobs` closes the rows afterwards. Where the regulation says that silence is consent, `jobs` carries out what nobody
answered in time. Where it is silent about extension (or adjustment) the function is hidden and its page says why.

Articles (NHI): 6.2c (asking), 6.1d (submitting and answering, excluded origins), 10.4; adjustment also HCM 7.3, 14.3c, KTM 8.4,
16.3c. Words: proposal (đề nghị), extension (gia hạn), adjustment (điều chỉnh), letter (văn bản đề nghị), submit (trình), opinion
(ý kiến của Văn phòng), decide (quyết định), consent (coi như đồng ý), withdraw (rút đề nghị), lapse (không còn căn cứ).
"""
