from ferry.card import main


def test_prints_a_title(capsys):
    main()
    assert capsys.readouterr().out.startswith("# Ferry")
