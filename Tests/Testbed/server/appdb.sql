CREATE TABLE customers (
  id bigserial PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  joined date NOT NULL
);
CREATE TABLE places (
  id bigserial PRIMARY KEY,
  name text NOT NULL,
  latitude numeric(8, 5) NOT NULL,
  longitude numeric(8, 5) NOT NULL
);
CREATE TABLE articles (
  id bigserial PRIMARY KEY,
  site text NOT NULL,
  title text NOT NULL,
  body text NOT NULL
);
CREATE TABLE visits (
  id bigserial PRIMARY KEY,
  customer bigint NOT NULL REFERENCES customers (id),
  place bigint NOT NULL REFERENCES places (id),
  day integer NOT NULL
);
CREATE INDEX visits_by_customer ON visits (customer);

INSERT INTO customers (name, email, joined)
  SELECT 'Customer ' || n, 'customer' || n || '@mail.example', date '2024-01-01' + n
  FROM generate_series(1, 240) AS n;
INSERT INTO places (name, latitude, longitude)
  SELECT 'Place ' || n, 47 + n * 0.01, 8 + n * 0.02
  FROM generate_series(1, 60) AS n;
INSERT INTO articles (site, title, body)
  SELECT (ARRAY['jumpinotech', 'wegweiserlife', 'nearyou', 'luci'])[1 + n % 4], 'Article ' || n, repeat('Lorem ipsum. ', n)
  FROM generate_series(1, 80) AS n;
