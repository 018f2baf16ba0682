print("bds")
