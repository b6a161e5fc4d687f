"""The verbs of the room: load an edition, attach its text, adopt it, move open tasks to it, open the calculator to everybody."""

from dondoc.lawbook.actions.adopting import adopt, apply_adoption, open_calculator, withdraw
from dondoc.lawbook.actions.loading import attach_text, load_folder
from dondoc.lawbook.actions.moving import begin_move, carry_on, tell

__all__ = [
    "adopt", "apply_adoption", "attach_text", "begin_move", "carry_on", "load_folder", "open_calculator", "tell", "withdraw",
]  # fmt: skip
