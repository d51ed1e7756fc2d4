"""The desk in a browser: Debian's Chromium, driven by Playwright."""
