package io.cosymesh.webui.access.people;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.database.DatabaseWork;
import io.cosymesh.webui.access.database.Succession;

/**
 * Knows the people, the first one included.
 */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {

	@Bean
	PersonTable personTable(JdbcClient jdbc) {
		return new PersonTable(jdbc);
	}

	@Bean
	Passwords passwords(PasswordProperties properties) {
		return new Passwords(properties);
	}

	@Bean
	People people(PersonTable table, Passwords passwords, ObjectProvider<PersonListener> listeners, AuditTrail audit,
			DatabaseWork work, InstantSource clock) {
		return new People(table, passwords, listeners, audit, work, clock);
	}

	@Bean
	FirstPassword firstPassword(FirstPersonProperties properties) {
		return new FirstPassword(properties);
	}

	@Bean
	FirstAdministrator firstAdministrator(FirstPersonProperties properties, FirstPassword shown, PersonTable table,
			Passwords passwords, AuditTrail audit, DatabaseWork work, Succession succession, InstantSource clock,
			RandomGenerator random) {
		return new FirstAdministrator(properties, shown, table, passwords, audit, work, succession, clock, random);
	}

}
