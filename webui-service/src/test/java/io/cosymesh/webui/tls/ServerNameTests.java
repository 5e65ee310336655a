package io.cosymesh.webui.tls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServerNameTests {

	@ParameterizedTest
	@CsvSource({ "Voices.Example,voices.example,false", "*.example.org,*.example.org,false", "10.0.0.7,10.0.0.7,true",
			"::1,0:0:0:0:0:0:0:1,true", "localhost,localhost,false" })
	void namesAndAddressesAreToldApart(String text, String value, boolean address) {
		assertThat(ServerName.parse(text)).isEqualTo(new ServerName(value, address));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "-x.example", "999.1.1.1", "https://voices.example", "under_score", ":::" })
	void anythingElseIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServerName.parse(text));
	}

	@Test
	void hostNamesThatCanNotStandInACertificateAreRecognised() {
		assertThat(ServerName.isDnsName("my_laptop")).isFalse();
		assertThat(ServerName.isDnsName("laptop")).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "voices.example,voices.example,true", "voices.example,other.example,false",
			"*.example,voices.example,true", "*.example,a.voices.example,false", "*.example,example,false",
			"127.0.0.1,127.0.0.1,true", "127.0.0.1,127.0.0.2,false" })
	void certificateIsGoodForItsNamesAlone(String name, String host, boolean covered) {
		assertThat(ServerName.parse(name).covers(ServerName.parse(host))).isEqualTo(covered);
	}

}
