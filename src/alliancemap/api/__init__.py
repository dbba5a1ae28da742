"""GraphQL: types over the rows of a viewer's Network, and a thin handler that serves them over HTTP."""
