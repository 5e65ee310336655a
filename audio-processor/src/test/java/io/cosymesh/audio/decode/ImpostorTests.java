package io.cosymesh.audio.decode;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ImpostorTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "#EXTM3U | it is a playlist (M3U)", "'  <!doctype HTML>' | it is a web page",
					"<?xml version='1.0'?> <svg> | it is a picture (SVG)", "<?xml nothing | it is a text file",
					"\uFEFFffconcat version 1.0 | it is an ffconcat script", "%PDF-1.4 | it is a PDF document",
					"#!/bin/sh | it is a script", "RIFFabcdWEBPVP8 | it is a RIFF file of another kind (WEBP)",
					"RIFF | it is a text file", "你好 | it is a text file" })
	void isToldByItsBeginning(String head, String description) {
		assertThat(Impostor.describe(head.getBytes(StandardCharsets.UTF_8))).isEqualTo(description);
	}

	@Test
	void whatIsNeitherIsUnknown() {
		assertThat(Impostor.describe(new byte[] { 1, 2, 3 })).isEqualTo("it begins like no known audio file");
		assertThat(Impostor.describe(new byte[10])).isEqualTo("it begins with nothing but zeros");
		assertThat(Impostor.describe("RIFFabcd\u0000\u0001\u0002\u0003".getBytes(StandardCharsets.ISO_8859_1)))
			.isEqualTo("it is a RIFF file of another kind (unnamed)");
	}

}
