print("bench: nothing measured yet")
