INSERT INTO visits (customer, place, day)
  SELECT 1 + (n * 7 + :day) % 240, 1 + (n * 3 + :day) % 60, :day
  FROM generate_series(1, 50) AS n;
