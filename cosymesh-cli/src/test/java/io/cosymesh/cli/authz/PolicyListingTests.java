package io.cosymesh.cli.authz;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.cli.console.Console;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyListingTests {

	@Test
	void everyRouteOfEveryRuleHasALineAndTheRestHasOne() {
		StringWriter out = new StringWriter();
		PolicyListing.table(Map.of("echo", JsonMapper.shared()
			.readTree(
					"""
							{"service": "spiffe://cosymesh.local/ns/cosymesh/sa/echo", "mode": "enforce", "unmatched": {"denied": 5}, "rules": [
							 {"name": "one", "mode": "audit", "allowed": 12, "denied": 3, "routes": ["GET /a", "POST /b/{id}"], "anonymous": false,
							  "callers": ["spiffe://cosymesh.local/ns/cosymesh/sa/x", "spiffe://cosymesh.local/ns/other/*"]}]}""")))
			.print(new Console(new PrintWriter(out, true), new PrintWriter(out, true), false));
		assertThat(out).hasToString("""
				ROUTE         SERVER  RULE  CALLERS                                MODE     ALLOWED  DENIED
				GET /a        echo    one   x, spiffe://cosymesh.local/ns/other/*  audit         12       3
				POST /b/{id}  echo    one   x, spiffe://cosymesh.local/ns/other/*  audit
				(any other)   echo    -     -                                      enforce        -       5
				""");
	}

}
