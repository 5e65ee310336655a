package io.cosymesh.webui.access.session;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;

import io.cosymesh.database.RegularWork;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.database.DatabaseWork;

/**
 * Keeps people signed in, and not for ever.
 */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

	@Bean
	Sessions sessions(JdbcClient jdbc, SessionProperties properties, AuditTrail audit, DatabaseWork work,
			InstantSource clock, RandomGenerator random) {
		return new Sessions(new SessionTable(jdbc), properties, audit, work, clock, random);
	}

	@Bean
	ServerSecurityContextRepository signedInPeople(Sessions sessions) {
		return new SessionContexts(sessions);
	}

	@Bean
	CsrfTokens csrfTokens() {
		return new CsrfTokens();
	}

	@Bean
	RegularWork sessionSweep(Sessions sessions, SessionProperties properties, DatabaseWork work) {
		return new RegularWork("session-sweep", sessions::sweep, properties.sweepInterval(), work.scheduler());
	}

}
