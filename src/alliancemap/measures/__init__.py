"""The catalogue of measures: each by name, with its definition, parameters, source and what it takes."""
