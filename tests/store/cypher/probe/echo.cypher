// Give a value back.
// in   value  any
// out  value  any
RETURN $value AS value
