"""Networks that might have been: samplers that keep degrees, margins or labels and leave the rest to chance."""
