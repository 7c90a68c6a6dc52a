"""One module for each kind of document: it reads the town's model and gives the records of that kind's contract."""
