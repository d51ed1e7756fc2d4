"""Telling others that a brief is done, as Standard Webhooks 1.0.0 specifies.

``receivers`` is how to reach them, sealed; ``messages`` what they are told and how it is signed;
``sending`` one attempt through the URL guard; ``courier`` all of them, until they are told.
"""
