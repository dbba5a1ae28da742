"""alliancemap shows organisations the allies they do not have yet."""
