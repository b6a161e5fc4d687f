"""Signing in as a person does it."""

from tests.world import World


def test_h1_one_account_per_person(desk, world: World) -> None:
    """HUE 8.2: a person signs in with the own account and sees whose post it is."""
    page = desk("stc")
    assert "Hoàng Văn Thử" in page.locator("header").inner_text()
