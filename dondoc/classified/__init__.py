"""Secret papers under a regulation that lets the program hold their particulars and nothing else.

Purpose: where a regulation lists what may be held of a secret directive (``[secrecy]`` with policy ``metadata_only`` and its
``fields``), the paper exists here as exactly these fields: closed lists, dates, a count, and a number and a symbol of a fixed
shape. No abstract, no content, no free text of any sort, no file, no grade; no full-text index, no export, no count for those
who may not see it. Where the text refuses or sends to a paper ledger, nothing of the room opens, whatever the role.

Every change is a new version; the one before stays beside it with who replaced it and when. The journal of a register's
classified papers is a chain of its own and holds numbers only, so that whoever reads the register's journal sees neither
lines nor gaps. Notices and mails say that one classified paper has a duty, and ask to sign in. Who sees what: leaders and the
head of the Office all of the register, an officer of the Office when named as its custodian, a monitor what the own post
monitors, the head of a lead unit what the unit was given; everybody else is answered as if nothing were there.

Articles: NHI 1.1, 5.2 (what is held), 6.1a, 6.2b (who enters, who tells the outcome), 7.2a. Words: classified paper (văn bản mật),
version (bản ghi), lead (đơn vị được giao), custodian (người được giao giữ), removal (xoá).
"""
