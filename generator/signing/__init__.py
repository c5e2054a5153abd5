"""What is signed, by whom and how: names, manifest, packs, keys and the roles of TUF.

No module here reads the clock or the network; times and keys are arguments.
"""
