-- The server sorts the noted words into their index beside the writers; only where it does not keep up does a writer have to.
ALTER INDEX search_document_tokens_ix SET (gin_pending_list_limit = 16384);
