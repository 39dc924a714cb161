package io.moderato.policy.store;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

/** The numbers of the versions in force. */
interface VersionRows extends Repository<VersionEntity, String> {
    /** Locks the community's row until the end of the transaction, and raises the version of its policy. */
    @Lock(LockModeType.PESSIMISTIC_FORCE_INCREMENT)
    Optional<VersionEntity> findById(String community);
}
