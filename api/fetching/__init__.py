"""Articles by URL, behind a guard that lets this service reach the public internet alone.

places     a URL -> host, port, address; credentials, other schemes and ports are refused
exempt     hosts inside that an operator allows
names      host names -> addresses
addresses  which addresses are public
guard      an httpx transport: resolve, check, connect to the address that was checked
body       an answer's bytes, counted as they come and as they unfold
pages      bytes -> the article in them
fetcher    one URL -> one article; redirects, time, turns
gathering  the articles of a request, several at once
gathered   what came of it: articles, and warnings in place of those that are missing
"""
