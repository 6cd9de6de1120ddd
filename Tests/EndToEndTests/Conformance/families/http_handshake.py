from register import Family

check = Family("http_handshake", "")
