"""The tests' own databases are real, fresh and apart."""

import databases
import pytest
from sqlalchemy import create_engine, inspect, text


@pytest.mark.parametrize("engine", databases.ENGINES)
def test_each_database_is_fresh_and_apart(engine, tmp_path):
    first, second = (create_engine(databases.fresh(engine, tmp_path)) for _ in range(2))
    with first.begin() as connection:
        connection.execute(text("CREATE TABLE said (words TEXT)"))
    assert inspect(first).get_table_names() == ["said"]
    assert inspect(second).get_table_names() == []
    assert first.dialect.name == engine
    first.dispose()
    second.dispose()


@pytest.mark.parametrize("engine", databases.ENGINES)
def test_a_copy_carries_what_the_original_held(engine, tmp_path):
    original = databases.fresh(engine, tmp_path)
    first = create_engine(original)
    with first.begin() as connection:
        connection.execute(text("CREATE TABLE said (words TEXT)"))
    first.dispose()
    copy = create_engine(databases.fresh(engine, tmp_path, like=original))
    assert inspect(copy).get_table_names() == ["said"]
    copy.dispose()
    databases.drop(original)
