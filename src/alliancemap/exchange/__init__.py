"""Files in and out: the data format checked and planned for import, and a Network in the formats that others open."""
