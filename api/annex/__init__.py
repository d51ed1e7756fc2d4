"""The models in a process of their own, so that nothing they do stalls the service.

The service starts it (``start``), and speaks with it over sockets (``wire``): one to load the
models and to notice its end, one for each walk that may run at once. The process (``process``)
loads once and ends with the service, however that ends. When it is lost, the walks that it was
doing are lost with it, and the service starts another one (``staff``).
"""
