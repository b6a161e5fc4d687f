"""`dondoc init`: begin a real installation."""

from __future__ import annotations

import argparse

from dondoc.clock import now
from dondoc.console import asking, exits, law
from dondoc.console.boot import boot, demo
from dondoc.console.parsing import describe
from dondoc.console.words import gettext as _

OPTIONS = {
    "regulation": ("ID", "the regulation that the authority adopted (see `dondoc regulation list`)"),
    "authority": ("NAME", "the authority that assigns tasks"),
    "authority_code": ("CODE", "its short code"),
    "office": ("NAME", "the Office that keeps the register"),
    "office_code": ("CODE", "its short code"),
    "register": ("NAME", "what the register is called"),
    "register_code": ("CODE", "its short code"),
    "place": ("PLACE", "the place that stands before dates in letters"),
    "admin": ("USERNAME", "name of sign-in of the technical administrator"),
    "admin_name": ("NAME", "full name of the administrator"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    describe(
        parser,
        "Begin a real installation in an empty database: load calendars and a regulation, create the authority, its Office,\n"
        "its register and the account of a technical administrator. What is left out is asked for; a script gives\n"
        f"everything and the password in {asking.PASSWORD}. Then go on with `dondoc unit` and `dondoc person`.",
        "dondoc init",
        'dondoc init --regulation hue-71-2016 --authority "UBND tỉnh A" --authority-code UBND --office "Văn phòng" \\\n'
        '    --office-code VP --register "Sổ theo dõi" --register-code A --place A --admin quantri --admin-name "Lê Thử"',
    )
    for name, (metavar, text) in OPTIONS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar=metavar, help=text)
    parser.set_defaults(run=run)


def questions() -> dict[str, str]:
    """What is asked for each option that was left out."""
    known = ", ".join(sorted(law.folders()))
    return {
        "regulation": _("Quy chế áp dụng (%(known)s)") % {"known": known},
        "authority": _("Tên cơ quan giao nhiệm vụ"),
        "authority_code": _("Mã cơ quan"),
        "office": _("Tên Văn phòng giữ sổ"),
        "office_code": _("Mã Văn phòng"),
        "register": _("Tên sổ theo dõi"),
        "register_code": _("Mã sổ"),
        "place": _("Địa danh ghi trước ngày tháng"),
        "admin": _("Tên đăng nhập của quản trị kỹ thuật"),
        "admin_name": _("Họ và tên quản trị kỹ thuật"),
    }


def run(given: argparse.Namespace) -> int:
    """0 when the installation began; 1 when something stands in the way."""
    boot(tables=False)
    from dondoc.console import beginning, preparing

    values = asking.answers({name: getattr(given, name) for name in beginning.names()}, questions())
    law.load(law.folder_of(values["regulation"]))
    password = asking.password()
    preparing.database()
    if demo().is_here():
        raise exits.Told(_("Cơ sở dữ liệu này là bản minh hoạ; hãy chọn cơ sở dữ liệu trống (DATABASE_URL)."))
    register = beginning.begin(beginning.Beginning(**values), password, now())
    said = _("Đã mở %(register)s theo %(edition)s. Tiếp theo: dondoc unit add, dondoc person add, dondoc serve.")
    print(said % {"register": register.name, "edition": register.edition.label})
    return exits.OK
