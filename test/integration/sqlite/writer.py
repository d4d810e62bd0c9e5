"""Moves sums between two accounts until its input ends; prints how often, and what went wrong. Waits for no lock."""
import random, select, sqlite3, sys, time

file, reopens = sys.argv[1], sys.argv[2] == "reopen"
done, errors = 0, []


def connect():
    return sqlite3.connect(file, timeout=0, isolation_level=None)


link = connect()
print("ready", flush=True)
while not select.select([sys.stdin], [], [], 0)[0]:
    if reopens:
        link.close()
        link = connect()
    try:
        cents = random.randint(1, 100)
        link.execute("BEGIN IMMEDIATE")
        link.execute("UPDATE account SET cents = cents - ? WHERE id = 1", (cents,))
        link.execute("UPDATE account SET cents = cents + ? WHERE id = 2", (cents,))
        link.execute("INSERT INTO history VALUES (?, ?)", (cents, "x" * 500))
        link.execute("COMMIT")
        done += 1
        if done % 97 == 0:
            link.execute("DELETE FROM history")
    except sqlite3.Error as error:
        errors.append(str(error))
        if link.in_transaction:
            link.execute("ROLLBACK")
    time.sleep(random.choice([0, 0, 0.001, 0.003]))
print(done, "|".join(errors), flush=True)
