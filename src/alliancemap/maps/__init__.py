"""Maps: deterministic layouts, and pages of one file that draw organisations and their ties."""
