"""Digital signatures in the PDFs of papers: who signed, when, what of it still stands, and whose word that is.

Purpose: row A3 (DTP 6.3a, HUE 2.7): a signed PDF that is attached is validated in the background, and what was found stands beside
the file wherever the file is shown. `checking` is the program of a process of its own, `checker` runs it within limits of time
and memory, `certificates` reads what an administrator brings; the trust store is empty until then. Articles: DTP 6.3a, HUE 2.7.
Words: signature (chữ ký số), validation (lần kiểm tra chữ ký số), certificate (chứng thư), anchor (chứng thư gốc), trust store
(kho chứng thư tin cậy), fingerprint (dấu vân tay). Revocation is not checked, and every page that shows a signature says so.
"""
