"""Groups that share causes and have fewer ties than equally close organisations elsewhere, with both tests."""
