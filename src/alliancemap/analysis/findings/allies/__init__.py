"""Who could be an ally of an organisation, what each scores, and who comes first; and the closest by causes of all."""
