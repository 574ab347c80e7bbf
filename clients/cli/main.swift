print("gongdao: not built yet")
