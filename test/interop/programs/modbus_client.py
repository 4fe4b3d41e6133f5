"""Reads and writes a device with pymodbus: modbus_client.py PORT."""
import sys

from pymodbus.client import ModbusTcpClient
from pymodbus.mei_message import ReadDeviceInformationRequest


def expect(got, expected):
    if got != expected:
        raise AssertionError(f"got {got!r}, not {expected!r}")


def refused(response, function, reason):
    assert response.isError(), response
    expect((response.original_code, response.exception_code), (function, reason))


device = ModbusTcpClient("127.0.0.1", port=int(sys.argv[1]))
assert device.connect()
for count in range(1, 9):
    values = list(range(42, 42 + count))
    expect(device.read_holding_registers(5, count, 17).registers, values)
    expect(device.read_input_registers(5, count, 17).registers, values)
expect(device.read_coils(1, 3, 17).bits[:3], [True, False, True])
expect(device.read_discrete_inputs(1, 8, 1).bits, [True, False, True] + [False] * 5)

expect(device.write_register(7, 0x0D0A, 1).value, 0x0D0A)
expect(device.read_holding_registers(7, 1, 1).registers, [0x0D0A])
expect(device.read_holding_registers(8, 1, 1).registers, [42])
expect(device.write_coil(7, True, 1).value, True)
expect(device.write_registers(7, [1, 2, 3], 1).count, 3)
expect(device.write_coils(7, [True] * 10, 1).count, 10)

refused(device.read_holding_registers(0x8000, 1, 1), 3, 2)
refused(device.write_register(0x9000, 1, 1), 6, 2)
refused(device.read_coils(0, 100, 1), 1, 3)
refused(device.execute(ReadDeviceInformationRequest(unit=1)), 43, 1)
device.close()
