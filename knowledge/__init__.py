"""What a journalist or a linguist edits: TSV lists and YAML; read by tasks/knowledge.py."""
