package io.moderato.retention.store;

import org.springframework.data.jpa.repository.JpaRepository;

/** The rows of what communities keep for how long. */
interface RetentionRows extends JpaRepository<RetentionEntity, String> {}
