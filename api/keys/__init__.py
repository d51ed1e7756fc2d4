"""Who may do what: API keys, their scopes and quotas, and a door that is open on loopback alone.

``tokens`` makes keys and knows them again; ``gates`` has the two doors there are; ``screen`` stands
before every request, ``asking`` before every route that needs a key.
"""
