package io.cosymesh.audio.decode;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/**
 * How a WAV file writes one sample (RFC 2361 and ITU-T G.711).
 */
enum SampleEncoding {

	PCM_U8(1) {
		@Override
		float read(ByteBuffer data, int offset) {
			return ((data.get(offset) & 0xFF) - 128) / 128f;
		}
	},

	PCM_S16LE(2) {
		@Override
		float read(ByteBuffer data, int offset) {
			return data.getShort(offset) / 32768f;
		}
	},

	PCM_S24LE(3) {
		@Override
		float read(ByteBuffer data, int offset) {
			int low = (data.getShort(offset) & 0xFFFF) << 8;
			return (data.get(offset + 2) << 24 | low) / 0x1p31f;
		}
	},

	PCM_S32LE(4) {
		@Override
		float read(ByteBuffer data, int offset) {
			return data.getInt(offset) / 0x1p31f;
		}
	},

	PCM_F32LE(4) {
		@Override
		float read(ByteBuffer data, int offset) {
			return data.getFloat(offset);
		}
	},

	PCM_F64LE(8) {
		@Override
		float read(ByteBuffer data, int offset) {
			return (float) data.getDouble(offset);
		}
	},

	PCM_ALAW(1) {
		@Override
		float read(ByteBuffer data, int offset) {
			int code = data.get(offset) ^ 0x55;
			int exponent = code >> 4 & 7;
			int mantissa = (code & 0xF) << 4 | 8;
			int magnitude = (exponent == 0) ? mantissa : (mantissa | 0x100) << (exponent - 1);
			return (((code & 0x80) != 0) ? magnitude : -magnitude) / 32768f;
		}
	},

	PCM_MULAW(1) {
		@Override
		float read(ByteBuffer data, int offset) {
			int code = ~data.get(offset);
			int magnitude = (((code & 0xF) << 3 | 0x84) << (code >> 4 & 7)) - 0x84;
			return (((code & 0x80) != 0) ? -magnitude : magnitude) / 32768f;
		}
	};

	private static final int TAG_PCM = 1;

	private static final int TAG_FLOAT = 3;

	private static final int TAG_ALAW = 6;

	private static final int TAG_MULAW = 7;

	private final int bytes;

	SampleEncoding(int bytes) {
		this.bytes = bytes;
	}

	static Optional<SampleEncoding> of(int formatTag, int bytesPerSample) {
		SampleEncoding encoding = switch (formatTag) {
			case TAG_PCM -> switch (bytesPerSample) {
				case 1 -> PCM_U8;
				case 2 -> PCM_S16LE;
				case 3 -> PCM_S24LE;
				case 4 -> PCM_S32LE;
				default -> null;
			};
			case TAG_FLOAT -> switch (bytesPerSample) {
				case 4 -> PCM_F32LE;
				case 8 -> PCM_F64LE;
				default -> null;
			};
			case TAG_ALAW -> (bytesPerSample == 1) ? PCM_ALAW : null;
			case TAG_MULAW -> (bytesPerSample == 1) ? PCM_MULAW : null;
			default -> null;
		};
		return Optional.ofNullable(encoding);
	}

	abstract float read(ByteBuffer data, int offset);

	int bytes() {
		return this.bytes;
	}

	String codec() {
		return name().toLowerCase(Locale.ROOT);
	}

}
