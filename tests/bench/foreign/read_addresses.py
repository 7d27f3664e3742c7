"""cpca or jionlp over a list of addresses, as their documents show them.

Runs in .foreign/addresses. Arguments: cpca or jionlp. Standard input: two lists as JSON. Prints CPU
seconds of reading each (imports aside) and the city and county that each address of the second was
given, as one JSON line.
"""

import json
import sys
import time
import warnings

warnings.simplefilter("ignore")

if sys.argv[1] == "cpca":
    import cpca

    def read(batch):
        """City and county of each, as cpca names them."""
        found = cpca.transform(batch)
        return list(zip(found["市"], found["区"], strict=True))

else:
    import jionlp

    def read(batch):
        """City and county of each, old names changed to new ones."""
        places = [jionlp.parse_location(text, change2new=True) for text in batch]
        return [(place["city"], place["county"]) for place in places]


passes = []
for addresses in json.load(sys.stdin):
    start = time.process_time()
    places = read(addresses)
    passes.append(time.process_time() - start)
found = {"first": passes[0], "steady": passes[1], "places": places}
sys.stdout.write(json.dumps(found) + "\n")
