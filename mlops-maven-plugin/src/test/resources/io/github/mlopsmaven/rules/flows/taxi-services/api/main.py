import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--port")
print(parser.parse_args().port)
