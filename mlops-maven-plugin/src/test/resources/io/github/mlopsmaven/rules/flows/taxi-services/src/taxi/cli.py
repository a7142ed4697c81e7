def main():
    print("taxi")


def train(path):
    print(path)
