"""The made-up Town of Cedar Bluff: its people, premises, meters and money in one story, from which every kind's data come."""
