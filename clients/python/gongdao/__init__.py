"""A client of the Gongdao protocol, written from the specification in protocol/ alone. It shares no code with the server."""
