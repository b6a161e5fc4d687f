"""What the pages of regulations show."""
