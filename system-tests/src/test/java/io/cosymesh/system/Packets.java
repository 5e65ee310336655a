package io.cosymesh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a capture holds: the bytes that went each way on each connection, in their order,
 * so that nothing hides at the border of two packets.
 */
final class Packets {

	private static final int FILE_HEADER = 24;

	private static final int ETHERNET_HEADER = 14;

	private static final int IPV4 = 0x0800;

	private static final int IPV6_HEADER = 40;

	private final Map<String, Direction> directions = new LinkedHashMap<>();

	private final int[] segments = new int[0x10000];

	private Packets() {
	}

	/**
	 * Reads a file in the format of libpcap, as far as it is written.
	 */
	static Packets read(Path file) {
		Packets packets = new Packets();
		ByteBuffer in = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
		in.position(Math.min(FILE_HEADER, in.limit()));
		while (in.remaining() >= 16) {
			int length = in.getInt(in.position() + 8);
			in.position(in.position() + 16);
			if (in.remaining() < length) {
				break;
			}
			packets.add(in.slice(in.position(), length));
			in.position(in.position() + length);
		}
		return packets;
	}

	private static byte[] bytes(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// A slice is big-endian again, as networks are.
	private void add(ByteBuffer packet) {
		int ip = ETHERNET_HEADER;
		boolean ipv4 = (packet.getShort(12) & 0xffff) == IPV4;
		int tcp = ip + (ipv4 ? (packet.get(ip) & 0xf) * 4 : IPV6_HEADER);
		int end = ip + (ipv4 ? packet.getShort(ip + 2) & 0xffff : IPV6_HEADER + (packet.getShort(ip + 4) & 0xffff));
		int from = packet.getShort(tcp) & 0xffff;
		int to = packet.getShort(tcp + 2) & 0xffff;
		boolean first = (packet.get(tcp + 13) & 0x2) != 0;
		int data = tcp + (packet.get(tcp + 12) >> 4 & 0xf) * 4;
		byte[] payload = new byte[end - data];
		packet.get(data, payload);
		this.segments[from]++;
		this.segments[to]++;
		this.directions.computeIfAbsent(from + " to " + to, (_) -> new Direction(from, to))
			.add(packet.getInt(tcp + 4), first, payload);
	}

	/** Returns whether any connection holds a text, one byte for each character. */
	boolean holds(String text) {
		return this.directions.values().stream().anyMatch((direction) -> direction.bytes().contains(text));
	}

	/** Returns how many packets a port sent and got. */
	int countOf(int port) {
		return this.segments[port];
	}

	/** Returns what went to and from a port, a text for each way of each connection. */
	List<String> of(int port) {
		return this.directions.values()
			.stream()
			.filter((direction) -> direction.from == port || direction.to == port)
			.map(Direction::bytes)
			.filter((bytes) -> !bytes.isEmpty())
			.toList();
	}

	private static final class Direction {

		private final int from;

		private final int to;

		private final StringBuilder bytes = new StringBuilder();

		private boolean begun;

		private int next;

		Direction(int from, int to) {
			this.from = from;
			this.to = to;
		}

		void add(int sequence, boolean first, byte[] payload) {
			if (first || !this.begun) {
				this.begun = true;
				this.next = first ? sequence + 1 : sequence;
			}
			// What carries nothing may have any number.
			if (payload.length > 0) {
				append(payload, first ? 0 : this.next - sequence);
			}
		}

		private void append(byte[] payload, int known) {
			if (known < 0) {
				throw new AssertionError(
						"the capture has lost %d bytes from %d to %d".formatted(-known, this.from, this.to));
			}
			if (known < payload.length) {
				this.bytes.append(new String(payload, known, payload.length - known, StandardCharsets.ISO_8859_1));
				this.next += payload.length - known;
			}
		}

		String bytes() {
			return this.bytes.toString();
		}

	}

}
