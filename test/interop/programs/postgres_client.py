"""Uses PostgreSQL's extended protocol with asyncpg: postgres_client.py PORT."""
import asyncio
import sys

import asyncpg


async def main():
    connection = await asyncpg.connect(host="127.0.0.1", port=int(sys.argv[1]), user="me", database="x", ssl=False)
    for _ in range(2):
        rows = await connection.fetch("SELECT answer FROM questions")
        assert [dict(row) for row in rows] == [{"answer": "Hello from Portside"}], rows
    await connection.close()


asyncio.run(main())
