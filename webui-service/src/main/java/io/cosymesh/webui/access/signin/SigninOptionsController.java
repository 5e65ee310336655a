package io.cosymesh.webui.access.signin;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the sign-in page which ways there are beside the password.
 */
@RestController
class SigninOptionsController {

	private final List<ElsewhereSignin> elsewhere;

	SigninOptionsController(ObjectProvider<ElsewhereSignin> elsewhere) {
		this.elsewhere = elsewhere.orderedStream().toList();
	}

	@GetMapping("/signin/options")
	Options options() {
		return new Options(this.elsewhere);
	}

	record Options(List<ElsewhereSignin> elsewhere) {
	}

}
