print("gongdaod: not built yet")
