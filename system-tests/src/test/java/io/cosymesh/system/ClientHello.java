package io.cosymesh.system;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The first message of a TLS handshake, byte by byte (RFC 8446 §4.1.2), so that it can
 * offer what no library offers any more. As it begins it is one that a modern server
 * takes; each method changes one thing.
 */
final class ClientHello {

	static final int SSL_3_0 = 0x0300;

	static final int TLS_1_0 = 0x0301;

	static final int TLS_1_1 = 0x0302;

	static final int TLS_1_2 = 0x0303;

	static final int TLS_1_3 = 0x0304;

	private static final int X25519 = 0x001d;

	private static final int P256 = 0x0017;

	private static final int[] SIGNATURES = { 0x0403, 0x0804, 0x0503, 0x0805, 0x0401 };

	private final Random random = new Random();

	private int legacyVersion = TLS_1_2;

	private List<Integer> versions = List.of(TLS_1_3);

	private List<Integer> ciphers = List.of(0x1301, 0x1302, 0x1303);

	private List<Integer> groups = List.of(X25519);

	private String serverName = "";

	private ClientHello() {
	}

	static ClientHello modern() {
		return new ClientHello();
	}

	/**
	 * Returns one as clients sent it before TLS 1.3, with suites that any server of the
	 * time has.
	 */
	static ClientHello old(int version) {
		ClientHello hello = new ClientHello().ciphers(0xc02b, 0xc02f, 0xc009, 0xc013, 0x009c, 0x002f, 0x0035, 0x000a);
		hello.legacyVersion = version;
		hello.versions = List.of();
		hello.groups = List.of(X25519, P256);
		return hello;
	}

	ClientHello ciphers(int... suites) {
		this.ciphers = Arrays.stream(suites).boxed().toList();
		return this;
	}

	/**
	 * Offers one group for the key exchange, with a share for it.
	 */
	ClientHello group(int onlyGroup) {
		this.groups = List.of(onlyGroup);
		return this;
	}

	ClientHello serverName(String name) {
		this.serverName = name;
		return this;
	}

	byte[] bytes() {
		byte[] hello = message((out) -> {
			out.writeShort(this.legacyVersion);
			out.write(random(32));
			out.writeByte(32);
			out.write(random(32));
			vector16(out, numbers(this.ciphers));
			out.write(new byte[] { 1, 0 });
			// SSL 3.0 knows no extensions.
			if (this.legacyVersion > SSL_3_0) {
				vector16(out, extensions());
			}
		});
		return message((out) -> {
			out.writeByte(22);
			out.writeShort(Math.min(this.legacyVersion, TLS_1_0));
			out.writeShort(hello.length + 4);
			out.writeInt((1 << 24) | hello.length);
			out.write(hello);
		});
	}

	private byte[] extensions() {
		return message((out) -> {
			if (!this.serverName.isEmpty()) {
				extension(out, 0, serverNames());
			}
			extension(out, 10, vector(numbers(this.groups)));
			extension(out, 13, vector(numbers(Arrays.stream(SIGNATURES).boxed().toList())));
			if (!this.versions.isEmpty()) {
				byte[] offered = numbers(this.versions);
				extension(out, 43, message((data) -> {
					data.writeByte(offered.length);
					data.write(offered);
				}));
				extension(out, 51, vector(message((share) -> {
					share.writeShort(this.groups.getFirst());
					vector16(share, random(32));
				})));
			}
		});
	}

	private byte[] serverNames() {
		return vector(message((entry) -> {
			entry.writeByte(0);
			vector16(entry, this.serverName.getBytes(StandardCharsets.ISO_8859_1));
		}));
	}

	private byte[] random(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

	private static byte[] numbers(List<Integer> values) {
		return message((out) -> {
			for (int value : values) {
				out.writeShort(value);
			}
		});
	}

	private static byte[] vector(byte[] content) {
		return message((out) -> vector16(out, content));
	}

	private static void vector16(DataOutputStream out, byte[] content) throws IOException {
		out.writeShort(content.length);
		out.write(content);
	}

	private static void extension(DataOutputStream out, int type, byte[] data) throws IOException {
		out.writeShort(type);
		vector16(out, data);
	}

	private static byte[] message(Writing writing) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			writing.to(new DataOutputStream(bytes));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private interface Writing {

		void to(DataOutputStream out) throws IOException;

	}

}
