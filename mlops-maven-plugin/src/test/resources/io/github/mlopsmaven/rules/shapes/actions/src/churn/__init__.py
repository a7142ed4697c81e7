"""Who is going to leave."""
