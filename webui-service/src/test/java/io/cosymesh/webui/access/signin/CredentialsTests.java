package io.cosymesh.webui.access.signin;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialsTests {

	@Test
	void nothingThatHoldsASecretPrintsIt() {
		assertThat(new SigninController.Credentials("admin", "correct horse")).hasToString("Credentials[***]");
		assertThat(new SigninController.Csrf("X", "a-token")).hasToString("Csrf[***]");
	}

}
