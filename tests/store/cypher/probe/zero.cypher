// Fails when it is run, not when it is read.
// in   divisor  int
// out  value    int
RETURN 1 / $divisor AS value
